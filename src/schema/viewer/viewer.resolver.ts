import { Ctx, Query, Resolver } from 'type-graphql';
import type { Viewer } from '../../domain/viewer.ts';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import { ViewerType } from './viewer.type.ts';

@Resolver()
export class ViewerResolver {
  @Needs('self.read')
  @Query(() => ViewerType, { description: 'Who you are here, and what you were given.' })
  viewer(@Ctx() { viewer }: Context): Viewer {
    return viewer;
  }
}
