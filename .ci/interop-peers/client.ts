// The TypeScript SDK's client against the playground whose folder is the argument. Prints a line a check:
// name, expected and actual, divided by tabs.
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const folder = process.argv[2];
const env = Object.fromEntries(
  readFileSync(join(folder, '.env'), 'utf8').split('\n').filter((line) => /^\w+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/^["']|["']$/g, '')]),
);
const { servers, identities } = JSON.parse(
  readFileSync(join(folder, 'mcp.json'), 'utf8').replace(/\$\{env:(\w+)\}/g, (_, name) => env[name] ?? ''),
);

/** Returns an access token of the playground's identity provider (RFC 6749, section 4.4), which is not where its name says. */
function token(): Promise<string> {
  const { tenant, clientId, clientSecret, authority, connectTo } = identities.playground;
  const [host, port] = connectTo.split(':');
  const name = new URL(authority).hostname;
  const form = new URLSearchParams({
    grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope: servers.reverse.auth.scope,
  });
  return new Promise((resolve, reject) => {
    const call = request({
      host, port, servername: name, ca: readFileSync(join(folder, 'ca.pem')), method: 'POST',
      path: `/${tenant}/oauth2/v2.0/token`, headers: { host: name, 'content-type': 'application/x-www-form-urlencoded' },
    }, async (answer) => {
      const parts = await answer.toArray();
      resolve(JSON.parse(Buffer.concat(parts).toString()).access_token);
    });
    call.on('error', reject).end(form.toString());
  });
}

const line = (name: string, expected: unknown, actual: unknown) =>
  console.log([name, expected, actual].map((value) => String(value).replace(/\s+/g, ' ')).join('\t'));

async function connected(name: string, mode: any, headers = servers[name].headers ?? {}) {
  const client = new Client({ name: 'interop', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(servers[name].url), { requestInit: { headers } }));
  return client;
}

async function check(name: string, expected: unknown, actual: () => Promise<unknown>) {
  try {
    line(name, expected, await actual());
  } catch (failure) {
    line(name, expected, failure);
  }
}

const said = (result: any) => result.content[0].text;

for (const [mode, revision] of [['legacy', '2025-11-25'], [{ pin: '2026-07-28' }, '2026-07-28'], ['auto', '2026-07-28']]) {
  const era = typeof mode === 'string' ? `${revision}, ${mode}` : `${revision}, pinned`;
  await check(`echo speaks (${era})`, revision, async () => {
    const client = await connected('echo', mode);
    const spoken = client.getNegotiatedProtocolVersion();
    await client.close();
    return spoken;
  });
  await check(`echo lists its tool (${era})`, 'secure_echo', async () => {
    const client = await connected('echo', mode);
    const { tools } = await client.listTools();
    await client.close();
    return tools.map((tool: any) => tool.name).join();
  });
  await check(`echo answers to its key (${era})`, 'Echo: hello', async () => {
    const client = await connected('echo', mode);
    const result = await client.callTool({ name: 'secure_echo', arguments: { message: 'hello' } });
    await client.close();
    return said(result);
  });
  await check(`echo refuses without its key (${era})`, 'refused', async () => {
    try {
      await connected('echo', mode, {});
      return 'connected';
    } catch (failure: any) {
      return /\b401\b|unauthorized/i.test(`${failure.name} ${failure.message}`) ? 'refused' : failure;
    }
  });
  await check(`time tells the time (${era})`, 'a time', async () => {
    const client = await connected('time', mode);
    const { tools } = await client.listTools();
    const told = said(await client.callTool({ name: tools[0].name, arguments: {} }));
    await client.close();
    return /\d\d:\d\d/.test(told) ? 'a time' : told;
  });
  await check(`an unknown tool is an error (${era})`, 'error', async () => {
    const client = await connected('time', mode);
    try {
      const result: any = await client.callTool({ name: 'nothing', arguments: {} });
      return result.isError ? 'error' : 'result';
    } catch (failure: any) {
      return failure.code === -32602 ? 'error' : `${failure.code} ${failure.message}`;
    } finally {
      await client.close();
    }
  });
  await check(`reverse answers to a token, with progress (${era})`, '1/5 2/5 3/5 4/5 5/5 olleh', async () => {
    const client = await connected('reverse', mode, { authorization: `Bearer ${await token()}` });
    const steps: string[] = [];
    const result = await client.callTool(
      { name: 'reverse_tool', arguments: { query: 'hello' } },
      { onprogress: ({ progress, total }: any) => steps.push(`${progress}/${total}`) },
    );
    await client.close();
    return `${steps.join(' ')} ${/olleh/.exec(said(result)) ?? said(result)}`;
  });
  await check(`reverse goes on after a cancelled call (${era})`, 'cancelled, then olleh', async () => {
    const client = await connected('reverse', mode, { authorization: `Bearer ${await token()}` });
    const stop = new AbortController();
    const call = { name: 'reverse_tool', arguments: { query: 'hello' } };
    const first = await client.callTool(call, { signal: stop.signal, onprogress: () => stop.abort() })
      .then(() => 'answered', () => 'cancelled');
    const second = said(await client.callTool(call));
    await client.close();
    return `${first}, then ${/olleh/.exec(second) ?? second}`;
  });
  await check(`an argument of the wrong type is an error (${era})`, 'error', async () => {
    const client = await connected('echo', mode);
    try {
      const result: any = await client.callTool({ name: 'secure_echo', arguments: { message: 7 } });
      return result.isError ? 'error' : 'result';
    } catch (failure: any) {
      return failure.code === -32602 ? 'error' : `${failure.code} ${failure.message}`;
    } finally {
      await client.close();
    }
  });
}
