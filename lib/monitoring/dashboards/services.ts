import { dashboard, Panel, PICKED } from './dashboard';
import { ownLabel } from '../rules';
import { ACTIVE, ACTIVE_PASSIVE, byCertificate, CANTON_NODES, CERTIFICATES, nodeHealth, SERVICE, UP, WANTED } from '../series';

/** What serves, what stands by, and what is missing. */
export function servicesDashboard(origin: string): object {
  const own = ownLabel(origin);
  return dashboard({ name: 'services', origin, rows: [summary(own), whoIsActive(), instances(own), routers(), certificates(own)] });
}

function summary(own: string): Panel[] {
  return [
    {
      title: 'Services without an active instance',
      description: 'Anything but 0 is an outage of these services.',
      type: 'stat',
      unit: 'short',
      redFrom: 1,
      queries: [{ expression: `count(${ACTIVE}{${own}, canton_component=~"${CANTON_NODES}|json-api", ${PICKED}} == 0) or vector(0)` }],
    },
    {
      title: 'Instances missing',
      description: 'While one is missing, the next failure may be an outage.',
      type: 'stat',
      unit: 'short',
      redFrom: 1,
      queries: [{ expression: `sum(clamp_min(${WANTED}{${own}, ${PICKED}} - ${UP}, 0))` }],
    },
    {
      title: 'Alerts that fire',
      description: 'What each means is in the runbook that it links to.',
      type: 'stat',
      unit: 'short',
      redFrom: 1,
      queries: [{ expression: 'count(ALERTS{alertname=~"Canton.*", alertstate="firing", severity!="info", namespace=~"$namespace"}) or vector(0)' }],
    },
  ];
}

function whoIsActive(): Panel[] {
  return [{
    title: 'Who is active',
    description: '1 is active. Where the 1 goes from one pod to another, a standby has taken over.',
    type: 'state-timeline',
    unit: 'short',
    queries: [{ expression: `max by (${SERVICE}, pod) (${nodeHealth(ACTIVE_PASSIVE).replace('}', `, ${PICKED}}`)})`, legend: '{{canton_service}} {{pod}}' }],
  }];
}

function instances(own: string): Panel[] {
  return [
    {
      title: 'Active instances',
      description: 'One of a participant, a mediator and a domain manager; all of sequencers and HTTP JSON APIs.',
      type: 'timeseries',
      unit: 'short',
      queries: [{ expression: `${ACTIVE}{${own}, ${PICKED}}`, legend: '{{canton_service}} ({{canton_component}})' }],
    },
    {
      title: 'Instances that are up',
      description: 'Standbys included. More than wanted is normal in a rollout.',
      type: 'timeseries',
      unit: 'short',
      queries: [
        { expression: `${UP}{${own}, ${PICKED}}`, legend: '{{canton_service}} ({{canton_component}})' },
        { expression: `${WANTED}{${own}, ${PICKED}}`, legend: '{{canton_service}} ({{canton_component}}), wanted' },
      ],
    },
  ];
}

function routers(): Panel[] {
  return [
    {
      title: 'Instances that routers send to',
      description: 'As the routers see it. 0 is an outage for clients; in front of a participant it is never more than 1 for long.',
      type: 'timeseries',
      unit: 'short',
      queries: [{
        expression: `max by (namespace, canton_service, proxy) (haproxy_backend_active_servers{${PICKED}})`, legend: '{{canton_service}} {{proxy}}',
      }],
    },
    {
      title: 'Connections through routers',
      description: 'They fall to 0 and come back when another instance takes over.',
      type: 'timeseries',
      unit: 'short',
      queries: [{ expression: `sum by (namespace, canton_service, proxy) (haproxy_backend_current_sessions{${PICKED}})`, legend: '{{canton_service}} {{proxy}}' }],
    },
  ];
}

function certificates(own: string): Panel[] {
  const remaining = byCertificate('certmanager_certificate_expiration_timestamp_seconds - time()');
  return [{
    title: 'Certificates: time left',
    description: 'Those that cert-manager keeps. Processes show what they read when they started.',
    type: 'timeseries',
    unit: 's',
    queries: [{ expression: `${remaining} * on (namespace, name) group_right () ${CERTIFICATES}{${own}, ${PICKED}}`, legend: '{{name}}' }],
  }];
}
