namespace Fairlead.Redirector.Health;

/// <summary>
/// Whether a mirror or an upstream answers at all (request rule 11): two failures in a row close it, one success opens it again.
/// Safe for any number of threads.
/// </summary>
/// <param name="mustProveItself">Whether the first failure closes it as long as it has never answered: there is another to use meanwhile.</param>
internal sealed class TargetHealth(bool mustProveItself = false)
{
    private const int FailuresThatClose = 2;
    private readonly Lock _lock = new();
    private volatile bool _isOpen = true;
    private volatile int _failures;
    private bool _hasAnswered = !mustProveItself;

    /// <summary>Whether it may be used.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Whether its last answer was none, so that the next one decides.</summary>
    public bool IsInDoubt => _isOpen && _failures > 0;

    /// <summary>It answered. True when that opened it.</summary>
    public bool Succeeded()
    {
        if (_isOpen && _failures == 0 && _hasAnswered) return false;
        lock (_lock)
        {
            var opened = !_isOpen;
            (_isOpen, _failures, _hasAnswered) = (true, 0, true);
            return opened;
        }
    }

    /// <summary>It did not answer, or not as one that works. True when that closed it.</summary>
    public bool Failed()
    {
        lock (_lock)
        {
            _failures++;
            if (!_isOpen || (_failures < FailuresThatClose && _hasAnswered)) return false;
            _isOpen = false;
            return true;
        }
    }
}
