namespace Fairlead.Tests.Support.S3;

/// <summary>A request that the fake refuses as S3 would.</summary>
internal sealed class FakeS3Error(int status, string code, string message = "") : Exception(message)
{
    public int Status => status;

    public string Code => code;
}
