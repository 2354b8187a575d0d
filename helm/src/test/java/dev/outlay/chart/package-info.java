/** The chart, rendered by Helm itself and held to the Kubernetes API, to the settings and metrics of the services, and to what it promises. */
@NullMarked
package dev.outlay.chart;

import org.jspecify.annotations.NullMarked;
