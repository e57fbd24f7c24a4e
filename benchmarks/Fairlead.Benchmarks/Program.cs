using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Fairlead.Benchmarks;

// What BenchmarkDotNet writes goes to where everything built goes.
var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
return Verdict.Of(BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config), Console.Out);
