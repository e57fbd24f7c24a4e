// Two at once: the tests start whole servers, and the smallest machine that they are to pass on has two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
