namespace Fairlead.Tests.Support.S3;

/// <summary>Something that goes wrong with one request.</summary>
internal sealed record FakeS3Fault
{
    /// <summary>Answered with this status, before the body is read.</summary>
    public int Status { get; init; }

    /// <summary>The error's code.</summary>
    public string Code { get; init; } = "";

    /// <summary>More headers of the answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The connection is cut after so many bytes of the request's body (PUT, POST) or of the answer's (GET).</summary>
    public int? CutAfter { get; init; }

    /// <summary>The connection of an answer is cut when this is done, and stands still until then.</summary>
    public Task? Stalls { get; init; }

    /// <summary>The request's body is not read, and the answer's not sent, before this is done.</summary>
    public Task? Gate { get; init; }

    /// <summary>Answered with 200 and this in the body, as CompleteMultipartUpload may fail.</summary>
    public string? LateCode { get; init; }

    public static FakeS3Fault SlowDown { get; } = new() { Status = 503, Code = "SlowDown" };

    public static FakeS3Fault AccessDenied { get; } = new() { Status = 403, Code = "AccessDenied" };

    public static FakeS3Fault NotImplemented { get; } = new() { Status = 501, Code = "NotImplemented" };
}
