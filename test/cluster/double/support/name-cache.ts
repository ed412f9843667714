import * as dns from 'dns';

/** Asks for the addresses of a name. */
type Ask = (host: string) => Promise<dns.LookupAddress[]>;

/** How long an answer is taken for granted, in milliseconds: instances move, so not for long. */
const TTL = 5000;

/**
 * Addresses of names as a JVM keeps them with `networkaddress.cache.ttl=5` and, from Java 21 on, `networkaddress.cache.stale.ttl`: while no name server answers,
 * the last answer is good enough.
 */
export class NameCache {
  private readonly known = new Map<string, { readonly addresses: dns.LookupAddress[]; readonly until: number }>();

  public constructor(private readonly ask: Ask = askSystem) {}

  public async addressesOf(host: string): Promise<dns.LookupAddress[]> {
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

const lookup = dns.promises.lookup;

function askSystem(host: string): Promise<dns.LookupAddress[]> {
  return lookup(host, { all: true, family: 4 });
}

/** From now on gRPC, which asks this function, shares one memory of names in the whole process, as it does in the JVM that the library's manifests configure. */
export function rememberNames(): void {
  const names = new NameCache();
  Object.assign(dns.promises, { lookup: (host: string) => names.addressesOf(host) });
}
