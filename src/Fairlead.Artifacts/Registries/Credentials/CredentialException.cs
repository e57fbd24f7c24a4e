namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>Credentials can't be read. The message names the file or the program, and never what is in it.</summary>
public sealed class CredentialException(string message, Exception? inner = null) : IOException(message, inner);
