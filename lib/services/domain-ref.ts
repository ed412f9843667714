import { Construct, IConstruct } from 'constructs';
import { requireAlias } from './service-identity';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
import { SecretKey } from '../model/secret-key';
import { Tls } from '../model/tls';
import { refuse, requireUrl } from '../model/validation';

/** A domain that participants join. */
export interface IDomain extends IConstruct {
  /** What participants call it. */
  readonly domainAlias: string;
  /** URLs of its sequencers. */
  readonly sequencerUrls: string[];
  /** How its sequencers are checked, seen from their clients. */
  readonly sequencerTls: Tls;
  /** Id of the domain, where it is known. */
  readonly domainId?: string;
  /** How a participant's own Job asks the manager of a domain of the same app, to be admitted or to hear of sequencers. @internal */
  _admission?: DomainAdmission;
  /** Lets a participant's instances connect to the sequencers; there for sequencers of this app. @internal */
  _admitParticipant?(peer: NetworkPeer): void;
}

/** How a participant's Job reaches the domain manager. @internal */
export interface DomainAdmission {
  readonly managerAdminApis: Endpoint[];
  readonly adminApiTls: Tls;
  /** Whether any participant may join, and none need be admitted. */
  readonly open: boolean;
  /** Whether sequencers join the running domain one by one: nobody may be told of a new one before the manager is (rule R47). */
  readonly onboardsSequencers: boolean;
  /** Lets the Job in. */
  readonly admitJob: (peer: NetworkPeer) => void;
}

/** A domain that runs elsewhere. */
export interface DomainAttributes {
  /** What participants call it. */
  readonly domainAlias: string;

  /** URLs of its sequencers (`https://host` or `https://host:port`): all with TLS, or all without. */
  readonly sequencerUrls: string[];

  /**
   * Id of the domain (`name::1220...`): a participant refuses to connect to another one.
   *
   * @default - whatever domain answers
   */
  readonly domainId?: string;

  /**
   * Root certificate that its sequencers are checked against (PEM).
   *
   * @default - the JVM's own trust store, that is, public authorities
   */
  readonly rootCertificate?: SecretKey;
}

/** What `DomainManagerService.fromAttributes` makes. @internal */
export class ImportedDomain extends Construct implements IDomain {
  public readonly domainAlias: string;
  public readonly sequencerUrls: string[];
  public readonly sequencerTls: Tls;
  public readonly domainId: string | undefined;

  public constructor(scope: Construct, id: string, { domainAlias, domainId, sequencerUrls, rootCertificate }: DomainAttributes) {
    super(scope, id);
    const owner = `domain '${id}'`;
    if (domainId !== undefined && !/^[a-zA-Z0-9_-]{1,185}::1220[0-9a-f]{64}$/.test(domainId)) {
      refuse(`${owner}: domainId must be name::1220<64 hex digits>, got '${domainId}'`);
    }
    this.domainId = domainId;
    this.domainAlias = requireAlias(owner, domainAlias);
    this.sequencerUrls = sequencerUrls.map((url) => requireUrl(`${owner}: sequencer URL`, url, ['https', 'http']));
    const encrypted = sequencerUrls.filter((url) => url.startsWith('https://')).length;
    if (sequencerUrls.length === 0) {
      refuse(`${owner}: sequencerUrls must name at least one sequencer, got none`);
    }
    if (encrypted !== 0 && encrypted !== sequencerUrls.length) {
      refuse(`${owner}: sequencerUrls must be all https or all http, got ${sequencerUrls.join(', ')}; Canton refuses a mixture (rule R40)`);
    }
    if (encrypted === 0 && rootCertificate !== undefined) {
      refuse(`${owner}: rootCertificate is for https, got ${sequencerUrls.join(', ')}`);
    }
    const checked = rootCertificate === undefined ? Tls.trustingPublicAuthorities() : Tls.trusting(rootCertificate);
    this.sequencerTls = encrypted === 0 ? Tls.disabled() : checked;
  }
}
