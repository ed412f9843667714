import { SESSION_SETTINGS } from '../model/session-settings';

/**
 * What the parameter group of every server says. `tcp_user_timeout` is not among the parameters of groups, as `describe-db-cluster-parameters` listed them for
 * Aurora PostgreSQL 14 or 15; it is a setting of the server that a role may have (AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.DeadConnectionHandling.html):
 * `DatabaseSetup` gives it to owners.
 */
export function serverParameters(maxConnections: number): { [name: string]: string } {
  return {
    'max_connections': String(maxConnections),
    'rds.force_ssl': '1',
    // Amazon waits 300 s before it asks whether a client is still there; Canton's lock would stay with a lost node as long (facts A.3).
    'tcp_keepalives_idle': SESSION_SETTINGS.tcp_keepalives_idle,
    'tcp_keepalives_interval': SESSION_SETTINGS.tcp_keepalives_interval,
    'tcp_keepalives_count': SESSION_SETTINGS.tcp_keepalives_count,
    'client_connection_check_interval': '5000', // milliseconds
  };
}
