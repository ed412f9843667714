/**
 * What a Canton node service does at the moment. A release whose databases have another schema is taken in three steps, each synthesized and applied:
 * `MAINTENANCE` with the old release, `MIGRATE` with the new one, `RUN` (facts A.16).
 */
export enum NodeOperation {
  /** Its instances run. */
  RUN = 'run',
  /** It has no pods; Services and configuration stay. Its bootstrap or connect Job is made again, and run again, when it runs. */
  MAINTENANCE = 'maintenance',
  /** It has no pods but a Job that migrates its database, once no instance is left. */
  MIGRATE = 'migrate',
}
