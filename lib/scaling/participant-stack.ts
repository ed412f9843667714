import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ShardDirectory } from './shard-directory';
import { SHARD_LABEL } from '../model/annotations';
import { TriggerRule } from '../model/trigger-rule';
import { refuse, requireDnsLabel } from '../model/validation';
import { IJsonApi, JsonApiService, JsonApiServiceOptions } from '../services/json-api-service';
import { ParticipantService, ParticipantServiceProps } from '../services/participant-service';
import { TriggerService, TriggerServiceOptions } from '../services/trigger-service';

/** Props of `ParticipantStack`. */
export interface ParticipantStackProps extends ParticipantServiceProps {
  /**
   * The HTTP JSON API servers; with Canton 3 there are none, and `httpLedgerApi` says how the participant's own JSON API is reached.
   *
   * @default - two instances of defaults
   */
  readonly jsonApi?: JsonApiServiceOptions;

  /**
   * Name of the shard, the label `cdk8s-canton/shard` of everything in the stack.
   *
   * @default - the stack's id
   */
  readonly shard?: string;

  /**
   * The directory that says which parties are served here: a trigger rule for a party of another shard is refused.
   *
   * @default - rules are not judged
   */
  readonly directory?: ShardDirectory;
}

/**
 * A participant service and what shares its offsets, users and parties: the HTTP JSON API service, and trigger services (rules R35, R58, R62). Their
 * ids are `<id>`, `<id>-json-api`, and `<id>-<name>` for each trigger service. With Canton 3 the participant serves the JSON API, and there are no triggers.
 */
export class ParticipantStack extends Construct {
  /** Name of the shard. */
  public readonly shard: string;
  /** The participant service. */
  public readonly participant: ParticipantService;
  /** The HTTP JSON API: a service of its own, or the participant's. */
  public readonly jsonApi: IJsonApi;
  private readonly directory: ShardDirectory | undefined;

  public constructor(scope: Construct, id: string, props: ParticipantStackProps) {
    super(scope, id);
    this.shard = requireDnsLabel(`participant stack '${id}': shard`, props.shard ?? id);
    this.directory = props.directory;
    const podLabels = { ...props.podLabels, [SHARD_LABEL]: this.shard };
    this.participant = this.labelled(new ParticipantService(this, id, { ...props, podLabels }));
    this.jsonApi = (props.jsonApi === undefined ? this.participant.jsonApi : undefined) ?? this.jsonApiService(`${id}-json-api`, props.jsonApi);
  }

  /**
   * Adds a trigger service for parties of this stack.
   *
   * @param name what it is called within the stack; its id is `<id of the stack>-<name>`
   */
  public addTriggerService(name: string, options: TriggerServiceOptions): TriggerService {
    const id = `${this.node.id}-${name}`;
    (options.rules ?? []).forEach((rule) => this.requireOwnParty(id, rule));
    const podLabels = { ...options.podLabels, [SHARD_LABEL]: this.shard };
    return this.labelled(new TriggerService(this, id, { ...options, podLabels, participant: this.participant }));
  }

  private jsonApiService(id: string, options?: JsonApiServiceOptions): JsonApiService {
    const podLabels = { ...options?.podLabels, [SHARD_LABEL]: this.shard };
    return this.labelled(new JsonApiService(this, id, { ...options, podLabels, participant: this.participant }));
  }

  private requireOwnParty(id: string, { trigger, party }: TriggerRule): void {
    const shard = this.directory?.shardOfParty(party) ?? this.shard;
    if (shard !== this.shard) {
      refuse(`trigger service '${id}': rule '${trigger}' acts for party '${party}', which is served by shard '${shard}', not by '${this.shard}'; run it there`);
    }
  }

  /** Labels objects, not selectors: those stay what they are in a stack that becomes a shard. */
  private labelled<T extends Construct>(service: T): T {
    service.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
      .forEach(({ metadata }) => metadata.addLabel(SHARD_LABEL, this.shard));
    return service;
  }
}
