import { hostInUrl, requireHost, requirePort } from './validation';

/** A host and a port that clients connect to. */
export class Endpoint {
  /**
   * @param host DNS name or IP address, without scheme or port
   * @param port TCP port, 1-65535
   */
  public static of(host: string, port: number): Endpoint {
    return new Endpoint(requireHost('endpoint host', host), requirePort(`port of endpoint '${host}'`, port));
  }

  private constructor(public readonly host: string, public readonly port: number) {}

  /** `host:port`, with brackets around an IPv6 address. */
  public get socketAddress(): string {
    return `${hostInUrl(this.host)}:${this.port}`;
  }

  public toString(): string {
    return this.socketAddress;
  }
}
