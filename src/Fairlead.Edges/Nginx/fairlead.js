// The redirects, where somebody has to be asked first: request rules 6, 10, 11 and 13. nginx's maps say whom to ask and where to send; this only asks. And it has all lines of a header.

async function redirect(r) {
    const location = await locationOf(r, r.variables);
    send(r, location);
}

// njs 0.7 takes `await` as a statement's whole right side only.
async function locationOf(r, v) {
    const timeout = Number(v.fairlead_timeout);
    const deadline = Date.now() + timeout;
    const left = () => Math.max(1, deadline - Date.now());
    const kind = v.fairlead_kind;
    if (kind === 'other') {
        if (!v.fairlead_provider_file_url) return v.fairlead_file_url;
        const files = await statusOf(r, 'fairlead_provider_file', timeout);
        return files === 200 ? v.fairlead_provider_file_url : v.fairlead_file_url;
    }

    const mirrors = kind === 'blob' && v.fairlead_candidates ? v.fairlead_candidates.split(' ') : [];
    if (v.fairlead_provider_takes) {
        const provider = await statusOf(r, 'fairlead_provider', timeout / (mirrors.length + 1));
        if (provider === 200) return v.fairlead_provider_url;
    }

    for (let i = 0; i < mirrors.length; i++) {
        const mirror = 'fairlead_mirror_' + mirrors[i];
        const held = await statusOf(r, mirror, left() / (mirrors.length - i));
        if (held === 200) return v[mirror];
    }

    if (kind === 'signature') return v.fairlead_signatures_url;
    if (kind === 'registry' || !v.fairlead_signatures) return v.fairlead_upstream_url;
    const upstream = await statusOf(r, 'fairlead_upstream', timeout);
    return upstream === 404 || upstream === 410 ? v.fairlead_signatures_url : v.fairlead_upstream_url;
}

// The status of a HEAD; 0 where none comes in time. The question itself goes on until nginx's own timeouts end it.
function statusOf(r, whom, milliseconds) {
    if (r.variables.fairlead_assume) return Promise.resolve(200);
    return new Promise(resolve => {
        const timer = setTimeout(() => resolve(0), milliseconds);
        r.subrequest('/%ask-' + whom, { method: 'HEAD' }, reply => {
            clearTimeout(timer);
            resolve(reply.status);
        });
    });
}

// Not r.return(): it adds a body of HTML, and waits for questions that are still open.
function send(r, location) {
    r.status = Number(r.variables.fairlead_status);
    r.headersOut['Location'] = location;
    r.headersOut['Cache-Control'] = 'no-store';
    r.headersOut['Content-Length'] = '0';
    r.sendHeader();
    r.finish();
}

// Every line of the headers that the policy asks for, on a line of its own behind the header's number; $http_... has the first line alone, or all of them in one.
function headers(r) {
    const names = r.variables.fairlead_header_names.split(' ');
    return names.map((name, number) => linesOf(r, name).map(line => '\n' + number + '=' + line).join('')).join('') + '\n';
}

// Every line of the header that has the client's address (rule 8), as one list.
function clientLines(r) {
    return linesOf(r, r.variables.fairlead_client_header).join(',');
}

function linesOf(r, name) {
    return r.rawHeadersIn.filter(line => line[0].toLowerCase() === name).map(line => line[1]);
}

export default { redirect, headers, clientLines };
