using System.Runtime.CompilerServices;

namespace Fairlead.Tests.Support.S3;

/// <summary>What the AWS SDK finds in this process: the fake's credentials and these profiles, and nothing of the machine's.</summary>
internal static class AwsEnvironment
{
    private const string Profiles = """
        [profile far]
        region = ap-far-1
        endpoint_url = https://s3.far.example

        [profile torn]
        aws_access_key_id = AK TORN
        aws_secret_access_key = hunter2
        """;

    /// <summary>Before any test: the SDK keeps what it read first.</summary>
    [ModuleInitializer]
    internal static void Set()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "aws-config");
        File.WriteAllText(file, Profiles);
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", file);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", file + ".none");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", FakeS3.AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", FakeS3.SecretKey);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        foreach (var name in (string[])["AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"])
            Environment.SetEnvironmentVariable(name, null);
    }
}
