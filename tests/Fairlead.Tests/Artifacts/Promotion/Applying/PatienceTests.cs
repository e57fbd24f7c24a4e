using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

public sealed class PatienceTests
{
    [Fact]
    public async Task Wait_AllInTime_NobodyIsLate()
    {
        var (one, two) = (new TaskCompletionSource(), new TaskCompletionSource());
        var wait = Patience.WaitAsync([one.Task, two.Task], _ => true, _ => true, new ManualTime());
        one.SetResult();
        wait.IsCompleted.ShouldBeFalse();
        two.SetResult();
        (await wait).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wait_OneIsThere_OthersGetAMinute()
    {
        var time = new ManualTime();
        var never = new TaskCompletionSource();
        var wait = Patience.WaitAsync([never.Task, Task.CompletedTask], _ => true, _ => true, time);
        time.Advance(TimeSpan.FromSeconds(59));
        wait.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        (await wait).ShouldBe([0]);
    }

    [Fact]
    public async Task Wait_WhoSetsNoPace_IsNotCounted()
    {
        var time = new ManualTime();
        var (slow, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        var wait = Patience.WaitAsync([Task.CompletedTask, slow.Task, never.Task], place => place > 0, _ => true, time);
        time.Advance(TimeSpan.FromHours(1));
        wait.IsCompleted.ShouldBeFalse();
        slow.SetResult();
        await time.ArmedAsync(TimeSpan.FromHours(2));
        time.Advance(TimeSpan.FromHours(1.9));
        wait.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromHours(0.2));
        (await wait).ShouldBe([2]);
    }

    [Fact]
    public async Task Wait_ACancelledOne_WaitsForTheOthersAndThrows()
    {
        var other = new TaskCompletionSource();
        var wait = Patience.WaitAsync([Task.FromCanceled(new CancellationToken(canceled: true)), other.Task], _ => true, _ => true, new ManualTime());
        wait.IsCompleted.ShouldBeFalse();
        other.SetResult();
        await Should.ThrowAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Wait_FewAreThere_TheManyGetTenMinutes()
    {
        var time = new ManualTime();
        var (one, two) = (new TaskCompletionSource(), new TaskCompletionSource());
        var wait = Patience.WaitAsync([Task.CompletedTask, one.Task, two.Task], _ => true, _ => true, time);
        time.Advance(TimeSpan.FromMinutes(9));
        wait.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(1));
        (await wait).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Wait_HalfAreThere_TheOthersGetAMinuteFromThen()
    {
        var time = new ManualTime();
        var (one, two) = (new TaskCompletionSource(), new TaskCompletionSource());
        var wait = Patience.WaitAsync([Task.CompletedTask, one.Task, two.Task], _ => true, _ => true, time);
        await time.ArmedAsync(TimeSpan.FromMinutes(10));
        one.SetResult();
        await time.ArmedAsync(TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromMinutes(1));
        (await wait).ShouldBe([2]);
    }

    [Fact]
    public async Task Wait_WhoHadLessToDo_LeavesTheOthersMoreTime()
    {
        var time = new ManualTime();
        var more = new TaskCompletionSource();
        var wait = Patience.WaitAsync([Task.CompletedTask, more.Task], _ => true, place => place == 1, time);
        time.Advance(TimeSpan.FromMinutes(9));
        wait.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(1));
        (await wait).ShouldBe([1]);
    }
}
