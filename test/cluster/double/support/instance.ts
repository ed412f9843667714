import * as os from 'os';

/** The pod that this process is, by its host name. */
export const INSTANCE = process.env.DOUBLE_INSTANCE ?? os.hostname();

/** Its address, for reports. */
export function podIp(): string {
  const addresses = Object.values(os.networkInterfaces()).flatMap((entries) => entries ?? []);
  return addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
}
