#!/usr/bin/env -S node --min-semi-space-size=64 --max-semi-space-size=64
// The flags give short-lived objects (rows, records, events) more room before they are collected: a large load takes a sixth less time.
import '../dist/src/main.js';
