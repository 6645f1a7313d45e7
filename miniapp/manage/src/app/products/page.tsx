'use client';

import { Products } from '@/features/products/products';

export default Products;
