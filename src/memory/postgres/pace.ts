import type { Sql } from './connection.js';

/** Turns at a service that all who share a memory ask: one after the other, by the clock of the server. */

/**
 * Takes the next turn. One that is taken and not used, because a connection broke or a run was stopped, passes unused.
 * @param seconds until the turn after it
 * @returns seconds until it comes
 */
export async function takeTurn(sql: Sql, service: string, seconds: number): Promise<number> {
  const [row] = await sql.all(
    `INSERT INTO tovmach.pace AS pace (service, next)
     VALUES ($1, clock_timestamp() + make_interval(secs => $2::double precision))
     ON CONFLICT (service) DO UPDATE
       SET next = greatest(pace.next, clock_timestamp()) + make_interval(secs => $2::double precision)
     RETURNING extract(epoch FROM next - make_interval(secs => $2::double precision) - clock_timestamp())::double precision AS wait`,
    [service, seconds],
  );
  return Math.max(0, Number(row?.wait ?? 0));
}
