using Fairlead.Cli;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
