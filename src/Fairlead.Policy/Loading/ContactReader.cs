using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>contact</c> of a provider.</summary>
internal static class ContactReader
{
    /// <summary>Reads it; null gives none.</summary>
    public static ContactConfig? Contact(this PolicyReport report, MapReader? map)
    {
        if (map is null) return null;
        var (name, email) = (map.Text("name"), map.Text("email"));
        if (name is not null && name.Text.Any(char.IsControl)) report.Error(name, "a contact's name can have no control characters");
        if (email is not null && (email.Text.Any(char.IsControl) || email.Text.IndexOf('@') is var at && (at < 1 || at == email.Text.Length - 1)))
            report.Error(email, $"{Quoted.Text(email.Text)} is not an email address");
        return new ContactConfig(name?.Text, email?.Text);
    }
}
