using System.Globalization;
using System.Text.Json;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Understands a plan's JSON, token by token: which list it is in, and which item of it. For one plan.</summary>
internal sealed class PlanParser
{
    private static readonly string[] s_sections = ["version", "made", "edges", "attachments", "lost", "refused", "failures"];

    private readonly PlanContents _contents = new();
    private readonly PlanItem _item = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private string _section = "";
    private bool _isBegun;
    private DateTimeOffset _made;

    /// <summary>The next token.</summary>
    /// <exception cref="FormatException">It doesn't belong there.</exception>
    public void Take(ref Utf8JsonReader json)
    {
        switch (json.CurrentDepth, json.TokenType)
        {
            case (0, JsonTokenType.StartObject) when !_isBegun: _isBegun = true; break;
            case (0, JsonTokenType.EndObject): break;
            case (1, JsonTokenType.PropertyName): Begin(json.GetString()!); break;
            case (1, JsonTokenType.StartArray) when _section is not ("version" or "made"): break;
            case (1, JsonTokenType.EndArray): break;
            case (1, _): TakeScalar(ref json); break;
            case (2, JsonTokenType.StartObject): _item.Begin(_section); break;
            case (2, JsonTokenType.EndObject): _contents.Add(_section, _item); break;
            case (3, _): _item.Take(ref json); break;
            default: throw new FormatException(_isBegun ? $"'{_section}' holds something else than objects" : "it is no JSON object");
        }
    }

    /// <summary>The plan, once all of it has been taken.</summary>
    public PromotionPlan Finish(Func<string, FormatException> wrong)
    {
        foreach (var section in s_sections.Where(section => !_seen.Contains(section))) throw wrong($"the plan has no '{section}'");
        return _contents.Finish(_made, wrong);
    }

    private void Begin(string section)
    {
        if (!s_sections.Contains(section)) throw new FormatException($"{Quoted.Text(section)} is not a key of a plan: it has {string.Join(", ", s_sections)}");
        if (!_seen.Add(section)) throw new FormatException($"'{section}' is set twice");
        _section = section;
    }

    private void TakeScalar(ref Utf8JsonReader json)
    {
        if (_section == "version" && json.TokenType == JsonTokenType.Number)
        {
            if (!json.TryGetInt32(out var version) || version != PlanFile.Version)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the plan is of another version than {PlanFile.Version}: make it again"));
        }
        else if (_section != "made" || json.TokenType != JsonTokenType.String || !json.TryGetDateTimeOffset(out _made))
        {
            throw new FormatException($"'{_section}' must be {(_section switch { "version" => "a number", "made" => "a time such as 2026-01-02T03:04:05Z", _ => "a list" })}");
        }
    }
}
