import { PROTOCOL_HEADER, PROTOCOL_VERSION, type Problem } from '@daybook/contract';
import { ApiProblem } from './api-problem.js';

const HEADERS = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };

interface How {
  readonly method?: 'GET' | 'DELETE';
  readonly signal?: AbortSignal;
}

/**
 * Asks the API under the session cookie.
 *
 * @throws ApiProblem for every answer from 400 on and for none; an abort stays an abort
 */
export async function request(path: string, { method = 'GET', signal }: How = {}): Promise<Response> {
  const response = await reach(path, { method, ...(signal && { signal }) });
  if (response.ok) return response;
  throw new ApiProblem(await problemOf(response));
}

export async function requestJson<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  const response = await request(path, signal && { signal });
  return (await response.json()) as Body;
}

async function reach(path: string, how: How): Promise<Response> {
  try {
    return await fetch(path, { headers: HEADERS, ...how });
  } catch (error) {
    if (how.signal?.aborted) throw error;
    throw new ApiProblem(null);
  }
}

/** A proxy in between answers in its own words. */
async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body = (await response.json()) as Problem | null;
    return typeof body?.code === 'string' ? body : null;
  } catch {
    return null;
  }
}
