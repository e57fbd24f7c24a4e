using Fairlead.Cli;

// Before anything touches a socket: completions run on the thread that saw them, which saves a hand-over on every request.
// docs/performance.md has what it gives.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
return await CommandLine.RunAsync(args).ConfigureAwait(false);
