// The TypeScript SDK's OAuth client against the expenses server and the issuer of the playground whose folder is the argument.
// Prints a line a check: name, expected and actual, divided by tabs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const { servers } = JSON.parse(readFileSync(join(process.argv[2], 'mcp.json'), 'utf8'));
const expenses = new URL('/expenses/mcp', servers.time.url);
const redirect = 'http://127.0.0.1:49999/callback';

/** Walks the issuer's pages as a browser would, without following the redirect that leaves it. */
async function walk(address: URL, user: string, decision: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let form: Record<string, string> | undefined;
  for (let at = address, steps = 0; steps < 10; steps++) {
    if (at.href.startsWith(redirect)) return at;
    const answer = await fetch(at, {
      redirect: 'manual', method: form ? 'POST' : 'GET', body: form && new URLSearchParams(form),
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), origin: address.origin },
    });
    answer.headers.getSetCookie().forEach((cookie) => {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name, value);
    });
    form = undefined;
    if (answer.status === 303) {
      at = new URL(answer.headers.get('location')!, at);
    } else {
      const page = await answer.text();
      const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
      form = Object.fromEntries(hidden.map(([, name, value]) => [name, value]));
      form[page.includes('name="decision"') ? 'decision' : 'user'] = page.includes('name="decision"') ? decision : user;
      at = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? `no form in ${page}`, at);
    }
  }
  throw new Error('the pages lead nowhere');
}

class User {
  kept: any = {};
  visited: URL[] = [];
  name: string;
  constructor(name: string) { this.name = name; }
  get redirectUrl() { return redirect; }
  get clientMetadata() {
    return { client_name: 'TypeScript SDK', redirect_uris: [redirect], token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], application_type: 'native' } as any;
  }
  clientInformation() { return this.kept.client; }
  saveClientInformation(client: any) { this.kept.client = client; }
  tokens() { return this.kept.tokens; }
  saveTokens(tokens: any) { this.kept.tokens = tokens; }
  redirectToAuthorization(address: URL) { this.visited.push(address); }
  saveCodeVerifier(verifier: string) { this.kept.verifier = verifier; }
  codeVerifier() { return this.kept.verifier; }
}

/** Connects as a user, signing in when the server asks for it. */
async function connected(user: User): Promise<Client> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ name: 'interop', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    const transport = new StreamableHTTPClientTransport(expenses, { authProvider: user as any });
    const seen = user.visited.length;
    try {
      await client.connect(transport);
      return client;
    } catch (failure) {
      if (user.visited.length === seen || attempt > 1) throw failure;
      await transport.finishAuth((await walk(user.visited.at(-1)!, user.name, 'allow')).searchParams);
    }
  }
}

async function check(name: string, expected: unknown, actual: () => Promise<unknown>) {
  const said = await actual().catch((failure) => failure);
  console.log([name, expected, said].map((value) => String(value).replace(/\s+/g, ' ')).join('\t'));
}

const alice = new User('alice');
const rows = async (user: User) => {
  const client = await connected(user);
  const result: any = await client.callTool({ name: 'get_user_expenses', arguments: {} });
  await client.close();
  return result.structuredContent.expenses.map((expense: any) => expense.description).join();
};
await check('alice signs in and sees her expenses', 'Coffee,Lunch with the team,Train to Berlin', () => rows(alice));
await check('the client registered itself', 'true', async () => typeof alice.kept.client.client_id === 'string');
await check('it named the resource and S256', `${expenses} S256`, async () => {
  const asked = alice.visited[0].searchParams;
  return `${asked.get('resource')} ${asked.get('code_challenge_method')}`;
});
await check('it asked for the scope of the challenge', 'true', async () =>
  alice.visited[0].searchParams.get('scope')!.split(' ').includes('expenses:read'));
await check('a second connection needs no sign-in', '1', async () => { await rows(alice); return alice.visited.length; });
await check('bob sees only his', 'Cinema,Headphones', () => rows(new User('bob')));
await check('a refresh token is used when the access token is refused', 'true', async () => {
  const before = alice.kept.tokens.refresh_token;
  alice.kept.tokens.access_token = 'spoiled';
  await rows(alice);
  return before !== undefined && alice.kept.tokens.refresh_token !== before && alice.visited.length === 1;
});
await check('it steps up to add an expense', 'Added 9.90 for Cake', async () => {
  const call = { name: 'add_user_expense',
    arguments: { amount: 9.9, category: 'food', description: 'Cake', payment_method: 'cash' } };
  let client = await connected(alice);
  let transport: any = client.transport;
  let result: any = await client.callTool(call).catch(async (failure) => {
    if (alice.visited.length < 2) throw failure;
    await transport.finishAuth((await walk(alice.visited.at(-1)!, 'alice', 'allow')).searchParams);
    return client.callTool(call);
  });
  await client.close();
  return result.content[0].text.slice(0, 19);
});
