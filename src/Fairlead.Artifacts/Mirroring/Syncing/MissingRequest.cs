using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>Asks a redirector what it found in no mirror.</summary>
internal static class MissingRequest
{
    private const string Advice = "give the URL of a redirector's admin port, as http://127.0.0.1:9090/missing";
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    /// <summary>Asks once: the next run asks again.</summary>
    /// <exception cref="IOException">It doesn't answer, or not with such a list; the message says what.</exception>
    public static async Task<MissingList> SendAsync(MissingSource source, CancellationToken cancel)
    {
        // Whoever may answer there may not send us elsewhere: the admin port has no business with redirects.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = s_timeout };
        using var http = new HttpClient(handler) { Timeout = s_timeout, MaxResponseContentBufferSize = MissingList.MaxBytes };
        try
        {
            using var answer = await http.GetAsync(source.Url, cancel).ConfigureAwait(false);
            if (answer.StatusCode != HttpStatusCode.OK) throw new IOException($"it answered {(int)answer.StatusCode}; {Advice}");
            return MissingList.Parse(await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false), source.Host);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new IOException($"the answer is larger than {MissingList.MaxBytes >> 20} MiB", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            throw new IOException(failure.InnerException?.Message ?? failure.Message, failure);
        }
        catch (JsonException failure)
        {
            throw new IOException($"what it answered is no list of missing blobs ({failure.Message.TrimEnd('.')}); {Advice}", failure);
        }
        catch (OperationCanceledException failure) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"no answer within {s_timeout.TotalSeconds:0} s", failure);
        }
    }
}
