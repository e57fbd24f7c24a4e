namespace Fairlead.SystemTests.Serving;

/// <summary>How an operator changes a running server's policy.</summary>
public enum PolicyChange
{
    /// <summary>The file is replaced and the server is sent SIGHUP.</summary>
    Hangup,

    /// <summary>The file is replaced; the server sees it by itself.</summary>
    FileReplaced,

    /// <summary>The file is written over in place, which is not one step.</summary>
    FileWrittenOver,

    /// <summary>A Kubernetes ConfigMap's update: the directory's <c>..data</c> symlink is swapped.</summary>
    ConfigMap,
}
