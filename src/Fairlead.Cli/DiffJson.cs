using System.Text.Json;
using Fairlead.Networks.Lookup;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary>What changed between two tables, for machines: everything, each change once. Amounts are addresses (IPv4) or /48s (IPv6).</summary>
internal sealed class DiffJson(Utf8JsonWriter json, TableDiff diff, HolderNames names)
{
    public void Write((string File, NetworkTable Table) before, (string File, NetworkTable Table) after, double? limit)
    {
        json.WriteStartObject();
        WriteTable("old", before);
        WriteTable("new", after);
        json.WriteStartArray("groups");
        foreach (var group in diff.Groups) WriteGroup(group);
        json.WriteEndArray();
        json.WriteStartArray("kinds");
        foreach (var kind in diff.Kinds) WriteGroup(kind);
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in diff.Changes) WriteChange(change);
        json.WriteEndArray();
        if (limit is { } percent)
        {
            json.WriteNumber("limit", percent);
            json.WriteStartArray("aboveLimit");
            foreach (var group in diff.Above(percent)) WriteGroup(group);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void WriteTable(string property, (string File, NetworkTable Table) table)
    {
        json.WriteStartObject(property);
        json.WriteString("file", table.File);
        json.WriteNumber("prefixesV4", table.Table.PrefixesV4);
        json.WriteNumber("prefixesV6", table.Table.PrefixesV6);
        json.WriteEndObject();
    }

    private void WriteGroup(GroupChange group)
    {
        json.WriteStartObject();
        json.WriteString("kind", HolderNames.KeyOf(group.Group.Kind));
        if (group.Group.Name.Length > 0) WriteName(group.Group);
        WriteFamily(group.IsIPv4);
        json.WriteNumber("before", group.Before.Units(group.IsIPv4));
        json.WriteNumber("after", group.After.Units(group.IsIPv4));
        json.WriteNumber("changed", group.Changed.Units(group.IsIPv4));
        json.WriteNumber("percent", group.Percent);
        json.WriteEndObject();
    }

    private void WriteChange(Change change)
    {
        json.WriteStartObject();
        json.WriteString("kind", HolderNames.KeyOf(change.Kind));
        WriteFamily(change.IsIPv4);
        WriteHolder("from", change.From);
        WriteHolder("to", change.To);
        json.WriteNumber("amount", change.Addresses.Units(change.IsIPv4));
        json.WriteNumber("prefixes", change.Prefixes);
        json.WriteString("largest", change.Largest.ToString());
        json.WriteEndObject();
    }

    private void WriteHolder(string property, Holder? holder)
    {
        if (holder is not { } known)
        {
            json.WriteNull(property);
            return;
        }
        json.WriteStartObject(property);
        WriteName(known);
        if (known.Kind == FactKind.Network) json.WriteString("region", known.Region);
        json.WriteEndObject();
    }

    private void WriteName(Holder holder)
    {
        if (holder.Kind != FactKind.Asn)
        {
            json.WriteString(holder.Kind == FactKind.Network ? "provider" : "country", holder.Name);
            return;
        }
        json.WriteNumber("asn", holder.Asn);
        json.WriteString("name", names.OfAsn(holder.Asn));
    }

    private void WriteFamily(bool isIPv4)
    {
        json.WriteString("family", isIPv4 ? "IPv4" : "IPv6");
        json.WriteString("unit", isIPv4 ? "address" : "/48");
    }
}
