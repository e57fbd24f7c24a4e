using System.Globalization;
using System.Text;
using Fairlead.Edges.Plans;

namespace Fairlead.Edges.Nginx;

/// <summary>
/// The directives of the <c>server</c>: one location for each answer, and no <c>if</c>. Bodies are those of <c>serve</c>; never HTML.
/// </summary>
internal static class ServerBlock
{
    private const string Text = "text/plain";
    private const string Json = "application/json";
    private const string Allow = "    add_header Allow \"GET, HEAD\" always;\n";

    // Before it calls the module nginx reads the request's body: into memory, and little of it.
    private const string Content = """
            client_max_body_size 8k;
            client_body_buffer_size 8k;
            client_body_timeout 10s;
            js_content fairlead.redirect;

        """;

    /// <summary>Writes them.</summary>
    public static string Of(EdgePlan plan, NginxOptions options)
    {
        var text = new StringBuilder("""
            # For inclusion into a server block, with maps.conf in the http block around it.
            merge_slashes off;
            client_max_body_size 0;
            client_header_timeout 10s;
            large_client_header_buffers 4 8k;
            server_tokens off;
            absolute_redirect off;
            types { }
            default_type "";

            # Everything goes by the raw target, whatever nginx makes of it.
            rewrite ^ /%$fairlead_step? last;

            # What nginx refuses by itself.
            error_page 400 405 = /%nginx-refused;
            error_page 413 414 501 505 /%nginx-limit;
            error_page 494 =431 /%nginx-limit;


            """);
        Answer(text, "method", 405, Text, "405\n", Allow);
        Answer(text, "method-api", 405, Json, Error("UNSUPPORTED", "only GET and HEAD are answered here"), Allow);
        Answer(text, "refused", 400, Text, "400\n");
        Answer(text, "refused-api", 400, Json, Error("NAME_INVALID", "the request target is not one that can be answered"));
        Answer(text, "catalog", 404, Json, Error("UNSUPPORTED", "repositories are not listed here"));
        Answer(text, "not-found", 404, Text, "404\n");
        Answer(text, "health", 200, Text, "ok\n");
        Answer(text, "ping", 200, Json, "{}", "    add_header Docker-Distribution-Api-Version registry/2.0 always;\n");
        Answer(text, "limit", 200, Text, ""); // with the status that led there
        Redirect(text, "page", 307, "");
        Redirect(text, "redirect", plan.Config.RedirectStatus, options.WithModule ? Content : "");
        if (options.WithModule) Ask(text, plan, options);
        return text.ToString();
    }

    private static void Answer(StringBuilder text, string name, int status, string type, string body, string headers = "") =>
        text.Append(CultureInfo.InvariantCulture, $$"""
            location = "{{AnswerMaps.Inside}}{{name}}" {
                internal;
                default_type {{type}};
                add_header Cache-Control no-store always;
            {{headers}}    return {{status}} {{NginxText.Quoted(body)}};
            }

            """);

    /// <summary>An answer without a body: nginx has one of HTML for each redirect, but none for a 200 whose status an error page changes.</summary>
    private static void Redirect(StringBuilder text, string name, int status, string content) =>
        text.Append(CultureInfo.InvariantCulture, $$"""
            location = "{{AnswerMaps.Inside}}{{name}}" {
                internal;
            {{(content.Length > 0 ? content : $$"""
                error_page 418 ={{status}} @{{name}};
                return 418;

            """)}}}

            """).Append(content.Length > 0 ? "" : $$"""
            location @{{name}} {
                add_header Location $fairlead_location always;
                add_header Cache-Control no-store always;
                return 200 "";
            }

            """);

    /// <summary>Where the module's questions go: HEAD, with nothing of the client's request.</summary>
    private static void Ask(StringBuilder text, EdgePlan plan, NginxOptions options)
    {
        var timeout = (long)plan.Config.Presence.Timeout.TotalMilliseconds;
        text.Append(CultureInfo.InvariantCulture, $$"""

            # The module's questions: HEAD, with nothing of the client's request in it.
            location ~ "^{{AnswerMaps.Inside}}{{AnswerMaps.Ask}}" {
                internal;
                proxy_pass $fairlead_ask;
                proxy_method HEAD;
                proxy_pass_request_headers off;
                proxy_pass_request_body off;
                proxy_set_header User-Agent fairlead-nginx;
                proxy_set_header Content-Length ""; # the client's, though its body stays here
                proxy_ignore_headers X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset; # whoever is asked gives no orders
                proxy_next_upstream_timeout {{timeout}}ms;
                proxy_connect_timeout {{timeout}}ms;
                proxy_send_timeout {{timeout}}ms;
                proxy_read_timeout {{timeout}}ms;
                proxy_ssl_server_name on;
                proxy_ssl_verify on;
                proxy_ssl_verify_depth 5;
                proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
                resolver {{string.Join(' ', options.Resolvers)}};
                resolver_timeout {{timeout}}ms;
            }

            """);
    }

    private static string Error(string code, string message) => $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""" + "\n";
}
