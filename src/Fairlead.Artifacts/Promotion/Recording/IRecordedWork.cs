using System.Text.Json;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>What a run was about: the part of its record that is another one for images and for files.</summary>
public interface IRecordedWork
{
    /// <summary>Writes it as members of the record's object. May be much: it flushes <paramref name="json"/> now and then.</summary>
    void WriteMembers(Utf8JsonWriter json);
}
