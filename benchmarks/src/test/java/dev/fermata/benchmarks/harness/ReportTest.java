package dev.fermata.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

    private final Map<String, Figures> figures = new LinkedHashMap<>();

    ReportTest() {
        figures.put("ours", Figures.of(Map.of("time", 8.0, "bytes", 24.0)));
        figures.put("limit", Figures.of(Map.of("time", 4.0, "bytes", 24.0)));
        figures.put("careful", Figures.of(Map.of("time", 6.0, "bytes", 24.0)));
        figures.put("kotlinx", Figures.of(Map.of("time", 4000.0, "bytes", 24.0)));
        figures.put("vt", Figures.missing("needs JDK 21"));
    }

    private Result result() {
        return new Result("W2b", figures, Target.parse("time <= 1.5 limit"));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void a_chart_has_a_bar_for_each_implementation_that_was_measured() throws Exception {
        assertThat(parsed(Report.chart(result())).getElementsByTagName("rect").getLength())
                .isEqualTo(4);
    }

    @Test
    void a_chart_follows_the_reader_into_the_dark() {
        assertThat(Report.chart(result())).contains("prefers-color-scheme: dark");
    }

    @Test
    void no_bar_leaves_the_chart() throws Exception {
        var bars = parsed(Report.chart(result())).getElementsByTagName("rect");
        for (int i = 0; i < bars.getLength(); i++) {
            var at = bars.item(i).getAttributes();
            double right = Double.parseDouble(at.getNamedItem("x").getNodeValue())
                    + Double.parseDouble(at.getNamedItem("width").getNodeValue());
            assertThat(right).isLessThan(650);
        }
    }

    @Test
    void the_page_names_the_machine_and_the_ratio(@TempDir Path docs) throws Exception {
        new Report(docs).write(List.of(result()));
        assertThat(docs.resolve("benchmarks.md"))
                .content()
                .contains(
                        " cores, ",
                        "| W2b: suspend in a loop | 8ns/24B | 6ns/24B | 4ns/24B | 2 × limit | time ≤ 1.5 limit | MISS |")
                .contains("](benchmarks/W2b.svg)");
        assertThat(Files.exists(docs.resolve("benchmarks/W2b.svg"))).isTrue();
    }

    @Test
    void the_plot_of_the_scale_is_on_the_page_once_and_stays_there(@TempDir Path docs) throws Exception {
        Report report = new Report(docs);
        report.write(List.of(result()));
        report.writeScale("first");
        report.writeScale("second");
        assertThat(docs.resolve("benchmarks.md")).content().containsOnlyOnce("](benchmarks/scale.svg)");
        assertThat(docs.resolve("benchmarks/scale.svg")).hasContent("second");
        report.write(List.of(result()));
        assertThat(docs.resolve("benchmarks.md")).content().containsOnlyOnce("](benchmarks/scale.svg)");
    }

    @Test
    void the_plot_of_the_scale_is_well_formed() throws Exception {
        Map<String, Figures> series = new LinkedHashMap<>();
        series.put("tasks.ours", Figures.of(Map.of("1", 10.0, "10", 11.0, "100", 12.0)));
        series.put("tasks.limit", Figures.of(Map.of("1", 2.0, "10", 2.0, "100", 2.0)));
        assertThat(parsed(ScaleReport.plot(series))
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(2);
        assertThat(ScaleReport.table(series)).contains("       100            12             2");
    }

    @Test
    void each_workload_has_its_words() {
        assertThat(dev.fermata.benchmarks.Catalogue.workloads())
                .allSatisfy(workload -> assertThat(Titles.of(workload.id())).isNotEqualTo(workload.id()));
    }
}
