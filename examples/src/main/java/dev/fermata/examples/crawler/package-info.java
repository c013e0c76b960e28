/** Crawls a slow site of 1,000 pages, 50 requests at once, with live progress, retries and timeouts. */
package dev.fermata.examples.crawler;
