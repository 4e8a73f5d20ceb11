import { MS_PER_DAY } from '../../../src/providers/index.ts';
import { PORT_SITE } from './build/sites.ts';
import { Condition } from './model/papers.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { nextNumber, touch, type Sim } from './sim.ts';
import { REGIONS, type ConditionState, type Severity } from './state.ts';

/** Something that comes over the business from outside, lasts a while and goes. */
interface Episode {
  readonly type: ConditionState['type'] | 'shortage';
  readonly region: number | null;
  readonly perYear: number;
  readonly days: number;
  readonly purpose: number;
}

/** Plans the first of every kind of episode. */
export function planEpisodes(sim: Sim): void {
  episodes(sim).forEach((episode, index) => planNext(sim, episode, index, 0));
}

/** An episode begins: it is drawn how long it lasts, and when the next of its kind begins. */
export function beginEpisode(sim: Sim, subject: number): void {
  const [index, count] = [subject % EPISODES_LIMIT, Math.floor(subject / EPISODES_LIMIT)];
  const episode = episodes(sim)[index];
  if (!episode) return;
  const random = sim.randomness.of(episode.purpose, index, 2 * count + 1);
  const days = Math.max(0.25, random.spread(episode.days, 0.6));
  const endsAt = sim.clock.now + Math.round(days * MS_PER_DAY);
  planNext(sim, episode, index, count + 1, endsAt);
  if (episode.type === 'shortage') {
    sim.isComponentShort = true; // suppliers do not announce it: it shows in what they send
    sim.heap.add(endsAt, EVENT.clearing, 0);
    return;
  }
  const severity: Severity = random.chance(0.25) ? 'high' : 'medium';
  const region = episode.region === null ? null : (REGIONS[episode.region] ?? null);
  const siteId = episode.type === 'port-congestion' ? PORT_SITE : null;
  const condition = new Condition(nextNumber(sim, 'condition'), episode.type, siteId, region, severity, sim.clock.now);
  sim.conditions.set(condition.number, condition);
  sim.ongoing.add(condition);
  sim.heap.add(endsAt, EVENT.clearing, condition.number);
  touch(sim, 'condition', condition, 1);
}

/** An episode ends; 0 is the shortage. */
export function endEpisode(sim: Sim, number: number): void {
  const condition = sim.conditions.get(number);
  if (!condition) {
    endShortage(sim);
    return;
  }
  condition.clearedAt = sim.clock.now;
  sim.ongoing.delete(condition);
  touch(sim, 'condition', condition, 2);
  if (!sim.keepClosed) sim.conditions.delete(number);
}

/** Suppliers send again what is ordered, and what they could not send is ordered anew. */
function endShortage(sim: Sim): void {
  sim.isComponentShort = false;
  for (const { positions } of sim.sites)
    for (const { index } of sim.components) {
      const position = positions[index];
      if (position) position.unsent = 0;
    }
}

const EPISODES_LIMIT = 32;

function episodes({ parameters }: Sim): readonly Episode[] {
  const { weatherPerYear, weatherDays, spikesPerYear, spikeDays, portEpisodesPerYear, portEpisodeDays } = parameters;
  const { shortageEveryDays, shortageDays } = parameters;
  const regions = REGIONS.map((_, region) => region);
  return [
    ...regions.map((region) => episode('weather', region, weatherPerYear, weatherDays, PURPOSE.weather)),
    ...regions.map((region) => episode('demand-spike', region, spikesPerYear, spikeDays, PURPOSE.spike)),
    episode('port-congestion', null, portEpisodesPerYear, portEpisodeDays, PURPOSE.port),
    episode('shortage', null, shortageDays === 0 ? 0 : 365 / shortageEveryDays, shortageDays, PURPOSE.shortage),
  ];
}

function episode(
  type: Episode['type'],
  region: number | null,
  perYear: number,
  days: number,
  purpose: number,
): Episode {
  return { type, region, perYear, days, purpose };
}

/** The next episode of a kind begins some time after the one before has ended. */
function planNext(sim: Sim, { perYear, purpose }: Episode, index: number, count: number, after = sim.clock.now): void {
  if (perYear === 0) return;
  const days = sim.randomness.of(purpose, index, 2 * count).exponential(365 / perYear);
  sim.heap.add(after + Math.round(days * MS_PER_DAY), EVENT.episode, count * EPISODES_LIMIT + index);
}
