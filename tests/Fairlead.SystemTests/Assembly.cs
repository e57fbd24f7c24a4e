// Two at once: the tests start whole servers, and the smallest machine that they are to pass on has two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

// Servers that many classes share, each started by the first test that wants it.
[assembly: AssemblyFixture(typeof(Fairlead.SystemTests.Servers.SharedGateway))]
[assembly: AssemblyFixture(typeof(Fairlead.SystemTests.Mirroring.MirrorSources))]
[assembly: AssemblyFixture(typeof(Fairlead.SystemTests.Browsing.Browser))]
