using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Fairlead.Benchmarks;
using Fairlead.Benchmarks.Mrt;
using Fairlead.Benchmarks.Promotion;
using Fairlead.Benchmarks.Traffic;

if (args is ["mrt", ..]) return MrtBenchmark.Run(args.AsSpan(1));
if (args is ["traffic", ..]) return TrafficBenchmark.Run(args.AsSpan(1));
if (args is ["promotion", ..]) return await PromotionBenchmark.RunAsync(args.AsMemory(1));

// What BenchmarkDotNet writes goes to where everything built goes.
var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
return Verdict.Of(BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config), Console.Out);
