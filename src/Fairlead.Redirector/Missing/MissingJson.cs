using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fairlead.Redirector.Missing;

/// <summary>What <c>/missing</c> answers: what is missing and where to get it. Nothing in it is of a client.</summary>
internal static class MissingJson
{
    public static string Write(IEnumerable<MissingBlobCount> blobs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("missing");
            foreach (var blob in blobs)
            {
                json.WriteStartObject();
                json.WriteString("digest", blob.Digest.ToString());
                json.WriteString("repository", blob.Repository);
                json.WriteString("registry", blob.Registry);
                json.WriteNumber("requests", blob.Requests);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
