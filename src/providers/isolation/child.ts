/** What runs in the process of an isolated provider: it loads the provider's module and does what the platform asks. */
import { serve } from './serve.ts';

serve();
