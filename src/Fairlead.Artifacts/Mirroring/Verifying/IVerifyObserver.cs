using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>Who watches a verification. Called by several threads at once; quick, and never throws.</summary>
public interface IVerifyObserver : IWalkObserver, ICopyObserver
{
    /// <summary>A phase has begun.</summary>
    void Entered(VerifyPhase phase);

    /// <summary>This much more is to be read.</summary>
    void ToRead(CopyTotals objects);

    /// <summary>So many bytes of an object have been read.</summary>
    void Read(int bytes);

    /// <summary>An object has been read to its end, or has failed.</summary>
    void Checked();
}
