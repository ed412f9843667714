import { Construct } from 'constructs';
import { DomainAdmission, IDomain } from './domain-ref';
import { ISequencer } from './sequencer-ref';
import { NetworkPeer } from '../model/network-peer';
import { Tls } from '../model/tls';

/** A domain as the participants of one group of its sequencers know it. @internal */
export class DomainGroup extends Construct implements IDomain {
  public readonly domainAlias: string;
  public readonly sequencerUrls: string[];
  public readonly sequencerTls: Tls;
  public readonly domainId: string | undefined;
  public readonly _admission: DomainAdmission | undefined;
  public readonly _admitParticipant: ((peer: NetworkPeer) => void) | undefined;

  public constructor(scope: Construct, id: string, domain: IDomain, sequencer: ISequencer) {
    super(scope, id);
    this.domainAlias = domain.domainAlias;
    this.domainId = domain.domainId;
    this._admission = domain._admission;
    this.sequencerUrls = urlsOf(sequencer);
    this.sequencerTls = sequencer.publicApiTls;
    this._admitParticipant = sequencer._admitMember;
  }
}

/** The URLs that members of a domain connect to. */
export function urlsOf({ publicApis, publicApiTls }: ISequencer): string[] {
  return publicApis.map(({ socketAddress }) => `${publicApiTls.enabled ? 'https' : 'http'}://${socketAddress}`);
}
