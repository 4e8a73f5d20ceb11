import type { FeedEntry } from '../domain/feed.ts';
import { Prisma } from '../generated/prisma/client.ts';

const { sql } = Prisma;

/**
 * Whose an entry is, called `entry`, as the book stands when it is appended: worked out here, so that nobody can append a change and
 * forget it. A line's change is its order's, at the site that it was told of. An exception's is that of all whose lines it hits or whose
 * order it names, but when it began or ceased to hit lines, which changes nothing for the others, of these lines alone. Null: nobody's but
 * who sees all. Planning for exceptions takes longer than all the rest of appending: it is done only where there are any.
 */
export function ownersOf(topics: ReadonlySet<FeedEntry['topic']>): Prisma.Sql {
  return topics.has('exception') ? OF_ANY : OF_LINE;
}

const OF_LINE = sql`
  CASE
    WHEN entry.topic IN ('queue', 'risk') THEN (
      SELECT jsonb_build_array(jsonb_build_object(
        'customerId', o.customer_id, 'siteId', coalesce(entry.data->>'siteId', l.site_id), 'channel', o.state #>> '{header,value,channel}'))
      FROM order_line AS l JOIN customer_order AS o ON o.id = l.order_id WHERE l.id = entry.data->>'lineId'
    )
  END`;

const OF_ANY = sql`
  CASE
    WHEN entry.topic = 'exception' THEN (
      SELECT jsonb_agg(DISTINCT jsonb_build_object(
        'customerId', o.customer_id, 'siteId', l.site_id, 'channel', o.state #>> '{header,value,channel}'))
      FROM order_line AS l JOIN customer_order AS o ON o.id = l.order_id
      WHERE l.id IN (
        SELECT unnest(entry.touched)
        UNION ALL
        SELECT line_id FROM exception_effect
        WHERE exception_id = entry.data->>'exceptionId' AND entry.data->>'change' <> 'affects'
        UNION ALL
        SELECT id FROM order_line WHERE order_id = entry.data->>'orderId' AND entry.data->>'change' <> 'affects'
      )
    )
    ELSE ${OF_LINE}
  END`;
