'use client';

import { Home } from '@/features/home/home';

export default Home;
