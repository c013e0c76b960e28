package dev.fermata.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What m2e reads to know what to do with our goals. */
class EclipseMetadataTest {

    @Test
    void both_goals_run_on_incremental_builds() throws Exception {
        Document metadata = metadata();

        NodeList goals = metadata.getElementsByTagName("goal");
        assertThat(IntStream.range(0, goals.getLength())
                        .mapToObj(index -> goals.item(index).getTextContent()))
                .containsExactly("instrument", "instrument-test");
        assertThat(metadata.getElementsByTagName("runOnIncremental").item(0).getTextContent())
                .isEqualTo("true");
    }

    private static Document metadata() throws Exception {
        try (InputStream in =
                EclipseMetadataTest.class.getResourceAsStream("/META-INF/m2e/lifecycle-mapping-metadata.xml")) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }
}
