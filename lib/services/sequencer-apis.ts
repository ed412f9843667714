import { ISequencer } from './sequencer-ref';
import { RemoteAdminApi, RemoteApi } from '../config/daml2/remote-console';

/** A sequencer that has an identity of its own, as a console reaches it. */
export interface SequencerApis {
  /** Its node name. */
  readonly name: string;
  readonly apis: { readonly publicApi: RemoteApi; readonly adminApi: RemoteAdminApi };
}

/** All of a service: those on a database are one. */
export function sequencerApis(service: ISequencer): SequencerApis[] {
  const { sequencerName: name, publicApi, publicApiTls, adminApi, adminApiTls, adminApiToken: token } = service;
  return (service._nodes ?? [{ name, publicApi, adminApi }]).map((node) => ({
    name: node.name,
    apis: { publicApi: { endpoint: node.publicApi, tls: publicApiTls }, adminApi: { endpoint: node.adminApi, tls: adminApiTls, token } },
  }));
}
