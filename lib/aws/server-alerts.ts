import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventSubscription } from 'aws-cdk-lib/aws-rds';
import { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** A metric of the server and the value from which on somebody must look. */
interface Limit {
  readonly metric: string;
  readonly limit: number;
}

/** What is watched. */
export interface Watched {
  /** `db-cluster` or `db-instance`. */
  readonly sourceType: string;
  readonly sourceId: string;
  /** What CloudWatch keeps metrics under: the cluster, or each instance. */
  readonly dimensions: { [name: string]: string }[];
  readonly maxConnections: number;
  /** Bytes that are free. */
  readonly storage: Limit;
  readonly replicaLag?: Limit;
  /** How far a copy in another region is behind. */
  readonly copyLag?: Limit;
}

const PERCENT = 0.8;
const PUBLISHERS = ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'];

/** A topic that only CloudWatch and RDS of this account publish to. */
export function alertTopic(scope: Construct, id: string, key: IKey): ITopic {
  const topic = new Topic(scope, id, { masterKey: key, enforceSSL: true });
  const principals = PUBLISHERS.map((service) => new ServicePrincipal(service));
  topic.addToResourcePolicy(new PolicyStatement({
    sid: 'Alerts', principals, actions: ['sns:Publish'], resources: [topic.topicArn], conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  }));
  key.addToResourcePolicy(new PolicyStatement({ sid: 'Alerts', principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] }));
  return topic;
}

/** Tells a topic of failovers and failures, and of what comes before them. */
export class ServerAlerts extends Construct {
  constructor(scope: Construct, id: string, private readonly topic: ITopic, private readonly watched: Watched) {
    super(scope, id);
    const { maxConnections, storage, replicaLag, copyLag } = watched;
    this.subscribeToEvents();
    this.tooMany('Connections', { metric: 'DatabaseConnections', limit: Math.floor(maxConnections * PERCENT) }, 'connections: pods will soon be refused');
    this.tooMany('Cpu', { metric: 'CPUUtilization', limit: 100 * PERCENT }, '% of the processors are busy');
    this.tooFew('Storage', storage, 'bytes free');
    if (replicaLag !== undefined) {
      this.tooMany('ReplicaLag', replicaLag, 'behind: a failover waits for the reader to catch up');
    }
    if (copyLag !== undefined) {
      const { limit } = copyLag;
      this.alarm('CopyLag', worstOfRegion(copyLag.metric), limit, ComparisonOperator.GREATER_THAN_THRESHOLD, `More than ${limit} ms behind: so much would a promotion lose`);
    }
  }

  private subscribeToEvents(): void {
    const { sourceType, sourceId } = this.watched;
    new CfnEventSubscription(this, 'Events', {
      snsTopicArn: this.topic.topicArn,
      sourceType,
      sourceIds: [sourceId],
      eventCategories: ['failover', 'failure', 'maintenance', 'notification'],
    });
  }

  private tooMany(id: string, { metric, limit }: Limit, meaning: string): void {
    this.alarm(id, this.metric(metric, Stats.MAXIMUM), limit, ComparisonOperator.GREATER_THAN_THRESHOLD, `More than ${limit} ${meaning}`);
  }

  private tooFew(id: string, { metric, limit }: Limit, meaning: string): void {
    this.alarm(id, this.metric(metric, Stats.MINIMUM), limit, ComparisonOperator.LESS_THAN_THRESHOLD, `Fewer than ${limit} ${meaning}`);
  }

  private alarm(id: string, metric: IMetric, threshold: number, comparisonOperator: ComparisonOperator, alarmDescription: string): void {
    const alarm = new Alarm(this, id, { metric, threshold, comparisonOperator, alarmDescription, evaluationPeriods: 5, datapointsToAlarm: 5 });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }

  /** The worst of all instances, once a minute. */
  private metric(metricName: string, statistic: string): IMetric {
    const period = Duration.minutes(1);
    const metrics = this.watched.dimensions.map((dimensionsMap) => new Metric({ namespace: 'AWS/RDS', metricName, dimensionsMap, statistic, period }));
    if (metrics.length === 1) {
      return metrics[0];
    }
    const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
    const worst = statistic === Stats.MAXIMUM ? 'MAX' : 'MIN';
    return new MathExpression({ expression: `${worst}([${Object.keys(usingMetrics).join(', ')}])`, usingMetrics, label: metricName, period });
  }
}

/** The worst of all that the region has. Amazon does not say what it keeps the metrics of copies under, so nothing is asked of that. */
function worstOfRegion(metric: string): IMetric {
  return new MathExpression({ expression: `SELECT MAX(${metric}) FROM "AWS/RDS"`, usingMetrics: {}, label: metric, period: Duration.minutes(1) });
}
