using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>
/// Asks a credential helper (<c>docker-credential-NAME get</c>, docker/docker-credential-helpers): the server's name goes in, a JSON object comes out.
/// </summary>
/// <param name="path">The folders of <c>PATH</c>.</param>
/// <param name="time">The clock.</param>
internal sealed class CredentialHelper(string? path, TimeProvider time)
{
    private const string Prefix = "docker-credential-";
    private const int MaxOutput = 64 << 10;

    // They may ask a cloud, or a person's keychain.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly SearchValues<char> s_name = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

    /// <summary>What it has for a host; null when it has nothing.</summary>
    /// <exception cref="CredentialException">It is not there, fails, or says nothing that can be understood.</exception>
    public async Task<RegistryCredential?> GetAsync(string name, string host, CancellationToken cancel)
    {
        if (name.Length is 0 or > 128 || name.AsSpan().ContainsAnyExcept(s_name))
            throw new CredentialException($"'{PlainText.Of(name)}' is not the name of a credential helper");
        var program = Find(Prefix + name) ?? throw new CredentialException($"{Prefix}{name}, which keeps the credentials for {host}, is not in PATH; install it, or take it out of Docker's config.json");
        using var limit = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var (code, output) = await RunAsync(program, host == CredentialHost.DockerHub ? CredentialHost.DockerHubKey : host, either.Token).ConfigureAwait(false);
            if (code == 0) return Read(output) ?? throw new CredentialException($"{Prefix}{name} says nothing that can be understood");
            // The one failure that is none; helpers say it in these words (credentials/error.go there).
            if (Encoding.UTF8.GetString(output).Contains("credentials not found", StringComparison.OrdinalIgnoreCase)) return null;
            throw new CredentialException($"{Prefix}{name} failed for {host} with exit code {code}; try: echo {host} | {Prefix}{name} get");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CredentialException($"{Prefix}{name} did not answer within {s_patience.TotalSeconds} s");
        }
        catch (Exception e) when (e is Win32Exception or (IOException and not CredentialException))
        {
            throw new CredentialException($"{Prefix}{name} can't be run: {e.Message}", e);
        }
    }

    // Process.Start by itself would look into the current folder before PATH: that is anybody's.
    private string? Find(string program) => (path ?? "").Split(Path.PathSeparator)
        .Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<(int Code, byte[] Output)> RunAsync(string program, string host, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["get"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        // Its end is what surely ends a read from its pipe.
        using var end = cancel.UnsafeRegister(static process => Kill((Process)process!), process);
        try
        {
            await WriteAsync(process, host, cancel).ConfigureAwait(false);
            var output = new byte[MaxOutput];
            var read = await process.StandardOutput.BaseStream.ReadAtLeastAsync(output, output.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            if (read == output.Length) throw new CredentialException($"{program} says more than {MaxOutput} bytes");
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            return (process.ExitCode, output[..read]);
        }
        finally
        {
            Kill(process);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself just now.
        }
    }

    private static async Task WriteAsync(Process process, string host, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.WriteAsync($"{host}\n".AsMemory(), cancel).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It didn't wait to be told; its answer counts.
        }
    }

    private static RegistryCredential? Read(ReadOnlySpan<byte> output)
    {
        string? user = null, secret = null;
        try
        {
            var json = new Utf8JsonReader(output, new JsonReaderOptions { MaxDepth = 8 });
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
                if (json.ValueTextEquals("Username"u8)) (_, user) = (json.Read(), json.GetString());
                else if (json.ValueTextEquals("Secret"u8)) (_, secret) = (json.Read(), json.GetString());
                else json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        if (user is null || string.IsNullOrEmpty(secret)) return null;
        return user == "<token>" ? new RegistryCredential("", secret, IsIdentityToken: true) : new RegistryCredential(user, secret);
    }
}
