import { Construct, IConstruct } from 'constructs';
import { DEFAULT_RELEASE } from './service-identity';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { LedgerApiAuth } from '../model/ledger-api-auth';
import { NetworkPeer } from '../model/network-peer';
import { Tls } from '../model/tls';

/** A participant service that JSON APIs, trigger services and applications use. */
export interface IParticipant extends IConstruct {
  /** Its node name. */
  readonly participantName: string;
  /** Where the active instance's Ledger API is reached. */
  readonly ledgerApi: Endpoint;
  /** How the Ledger API is protected. */
  readonly ledgerApiTls: Tls;
  /** Who may use the Ledger API. */
  readonly auth: LedgerApiAuth;
  /** The release that runs. */
  readonly release: CantonRelease;
  /** Whether it is away on purpose (`operation`). @internal */
  readonly _isAway?: boolean;
  /** Lets clients of the Ledger API in. @internal */
  _admitClient?(peer: NetworkPeer): void;
}

/** A participant service that runs elsewhere. */
export interface ParticipantAttributes {
  /** Its node name. */
  readonly participantName: string;
  /** Where the active instance's Ledger API is reached. */
  readonly ledgerApi: Endpoint;
  /** How the Ledger API is checked, seen from its clients. */
  readonly ledgerApiTls: Tls;
  /** Who may use the Ledger API. */
  readonly auth: LedgerApiAuth;

  /**
   * The release that runs.
   *
   * @default CantonRelease.daml('2.10.4')
   */
  readonly release?: CantonRelease;
}

/** What `ParticipantService.fromAttributes` makes. @internal */
export class ImportedParticipant extends Construct implements IParticipant {
  public readonly participantName: string;
  public readonly ledgerApi: Endpoint;
  public readonly ledgerApiTls: Tls;
  public readonly auth: LedgerApiAuth;
  public readonly release: CantonRelease;

  public constructor(scope: Construct, id: string, attributes: ParticipantAttributes) {
    super(scope, id);
    this.participantName = attributes.participantName;
    this.ledgerApi = attributes.ledgerApi;
    this.ledgerApiTls = attributes.ledgerApiTls;
    this.auth = attributes.auth;
    this.release = attributes.release ?? DEFAULT_RELEASE;
  }
}
