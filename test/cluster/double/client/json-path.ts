import { Path } from './ledger-path';
import { ClientOptions } from './options';

/** Over the HTTP JSON API. */
export class JsonPath implements Path {
  private turn = 0;

  public constructor(private readonly options: ClientOptions) {}

  public async submit(commandId: string): Promise<void> {
    const { jsonApis, jsonPath, timeout } = this.options;
    const url = jsonApis[this.turn % jsonApis.length];
    try {
      const response = await fetch(`${url}${jsonPath}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ commandId, payload: commandId }),
        signal: AbortSignal.timeout(timeout),
      });
      const body = await response.text(); // read in any case, so that the connection can be used again
      if (response.status !== 200) {
        throw new Error(`${response.status}: ${body}`);
      }
    } catch (error) {
      this.turn++;
      throw error;
    }
  }
}
