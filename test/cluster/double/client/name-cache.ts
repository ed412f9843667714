import * as dns from 'dns/promises';

/** How long an answer is taken for granted, in milliseconds: instances move, so not for long. */
const TTL = 5000;

/**
 * Addresses of names as an application's JVM keeps them with `networkaddress.cache.ttl=5` and, from Java 21 on, `networkaddress.cache.stale.ttl`: while no name
 * server answers, the last answer is good enough.
 */
export class NameCache {
  private readonly known = new Map<string, { readonly addresses: string[]; readonly until: number }>();

  public constructor(private readonly ask = askSystem) {}

  public async addressesOf(host: string): Promise<string[]> {
    const entry = this.known.get(host);
    if (entry !== undefined && Date.now() < entry.until) {
      return entry.addresses;
    }
    try {
      const addresses = await this.ask(host);
      this.known.set(host, { addresses, until: Date.now() + TTL });
      return addresses;
    } catch (error) {
      if (entry === undefined) {
        throw error;
      }
      return entry.addresses;
    }
  }
}

async function askSystem(host: string): Promise<string[]> {
  return (await dns.lookup(host, { all: true, family: 4 })).map(({ address }) => address);
}
