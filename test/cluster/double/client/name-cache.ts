import * as dns from 'dns/promises';

/** How long a JVM keeps an address by default, in milliseconds. */
const TTL = 30_000;

/** Addresses of names, kept as an application's JVM keeps them; what could not be found is asked for again. */
export class NameCache {
  private readonly known = new Map<string, { readonly address: string; readonly until: number }>();

  public constructor(private readonly ask = async (host: string) => (await dns.lookup(host)).address) {}

  public async addressOf(host: string): Promise<string> {
    const entry = this.known.get(host);
    if (entry !== undefined && Date.now() < entry.until) {
      return entry.address;
    }
    const address = await this.ask(host);
    this.known.set(host, { address, until: Date.now() + TTL });
    return address;
  }
}
