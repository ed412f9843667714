import { Exposure } from '../model/exposure';
import { NetworkPeer } from '../model/network-peer';

/** The JSON API that a participant of Canton 3 serves itself: at the Service of its Ledger API, port 7575, and with the same TLS. */
export interface HttpLedgerApiOptions {
  /**
   * Whether and how it is reached from outside the cluster. Not with `ActiveRouting.clientSide()`.
   *
   * @default Exposure.clusterInternal()
   */
  readonly exposure?: Exposure;

  /**
   * Who may call it beside the carriers of its exposure.
   *
   * @default - nobody
   */
  readonly clients?: NetworkPeer[];
}
